"""AnswerTable to a form, from a spreadsheet of them, whose columns a person has looked at."""
