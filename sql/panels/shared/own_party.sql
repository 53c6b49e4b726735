-- Parties that the office's own documents name.
select party.*
from party
left join source using (source_id)
where source.share is distinct from 'example'
