"""The workbench in the browser, the API and the agents' door: three faces over one desk."""
