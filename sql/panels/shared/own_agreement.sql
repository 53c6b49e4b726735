-- Agreements that are the office's own; those of other places stand among the examples.
select register.*
from kpi.agreement_register as register
where not register.example
