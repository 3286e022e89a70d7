"""The kiosk's page in a real browser, against the real stack: scanners that type, networks that come and go."""
