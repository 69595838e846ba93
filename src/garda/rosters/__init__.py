"""Who is on duty where and when: shifts, absences, substitutes, presence; the office that is never empty.

Stands highest on floor 2: it may import cover, cases (its verbs and seals), people, clock, flow.
Never here: a page, a count for a score card, a change of a case that no verb of cases makes.
"""
