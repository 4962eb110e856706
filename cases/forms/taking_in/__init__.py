"""Intake on behalf: everything on one screen, who asks (`asker`) and what (`form`)."""
