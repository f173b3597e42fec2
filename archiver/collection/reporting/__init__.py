"""What runs brought, the alarms about it, and how publications do."""
