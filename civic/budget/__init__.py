"""The participatory budget (budżet obywatelski): a chain of features from the edition's rules to the count."""
