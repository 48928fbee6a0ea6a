project_id = "banyan-ml"
