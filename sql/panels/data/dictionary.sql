-- What does each column mean?
select * from described_column
order by schema_name, table_name, column_index
