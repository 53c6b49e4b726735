"""The SQL files of sql/: read, judged, tried apart from the run, and made into views of a build."""
