"""A second step to sign in: codes of an app, passkeys, recovery codes, remembered devices, and who must have one."""
