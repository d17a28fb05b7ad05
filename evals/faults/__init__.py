"""Wrong answers made on purpose out of right ones: does the check before showing stop every one of them?"""
