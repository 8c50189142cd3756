"""What explanations are worth and what they cost: metrics, rivals and runners that anybody can start again."""
