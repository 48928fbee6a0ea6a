project_id = "catalpa-ledger"
