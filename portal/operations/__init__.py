"""What whoever runs Balie needs: backups, going back, upgrades, readiness, figures."""
