"""What explanations are worth and what they cost: metrics, rivals and runners that any sceptic can start again."""
