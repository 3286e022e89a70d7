"""What a person sees and clicks on: Debian's Chromium, driven by Playwright."""
