"""What the access log's codes say to people."""

from config.texts import Translate


def action_words(action: str, t: Translate) -> str:
    """What was done, in words; an action that has none yet by its code."""
    return _words(t).get(action, action.replace("_", " "))


def _words(t: Translate) -> dict[str, str]:
    return _of_consultations(t) | _of_the_directory(t) | _of_the_log(t)


def _of_consultations(t: Translate) -> dict[str, str]:
    return {
        "open": t("sent a question"),
        "claim": t("took the question"),
        "release": t("passed the question on"),
        "reply": t("wrote a message"),
        "edit": t("edited a message"),
        "delete": t("deleted a message"),
        "close": t("closed the question"),
        "client_reached": t("told whether the client was reached"),
        "wipe": t("removed the content because the retention period has ended"),
        "decision_time": t("counted the decision time"),
        "followup": t("set, moved or handled a follow-up"),
        "reveal": t("looked at the client's identity code"),
        "consent_ended": t("told that a consent has ended"),
        "consent_expired": t("the last day of a consent came"),
        "basis_changed": t("changed the legal basis of a question"),
        "personal_data_sent": t("sent personal data after being asked"),
        "own_worker_asked": t("asked who the client's own worker is"),
        "own_worker_not_known": t("asked for the own worker, who is not known"),
        "own_worker_added": t("told the client's own worker"),
        "own_worker_removed": t("removed the client's own worker"),
        "hand_over": t("handed the question over to a deputy"),
        "part_ended": t("lost the question: no longer in the directory, in the role or standing in"),
        "take_back": t("took the question back from a deputy"),
        "own_worker_extended": t("went on as the client's own worker"),
        "own_workers_moved": t("named a new own worker for the clients of those who have left"),
        "own_workers_imported": t("took over a table of own workers"),
        "not_yours": t("tried to act in somebody else's question"),
        "not_the_asker": t("tried to change the basis of somebody else's question"),
        "unknown_consultation": t("tried to open a question that is not theirs"),
        "only_asker_withdraws": t("tried to withdraw somebody else's question"),
        "not_the_handler": t("tried to count the decision time of somebody else's question"),
        "not_your_form": t("tried to use a form that was shown to somebody else"),
        "not_your_line": t("tried to send or change a message that somebody else wrote"),
    }


def _of_the_directory(t: Translate) -> dict[str, str]:
    return {
        "directory_changed": t("changed the directory"),
        "directory_proposed": t("proposed a change of the directory"),
        "directory_dropped": t("dropped a change of the directory"),
        "directory_undone": t("undid a change of the directory"),
        "details_confirmed": t("confirmed their own details"),
        "correction_left": t("left a wrong turn uncorrected"),
        "retention_changed": t("changed the retention period"),
        "topic_word_added": t("added a search word"),
        "topic_word_removed": t("removed a search word"),
        "topic_added": t("added a topic"),
        "topic_removed": t("removed a topic"),
        "organisation_off": t("switched the organisation off"),
        "organisation_on": t("switched the organisation on again"),
        "not_a_coordinator": t("tried to change the directory without the role"),
        "not_your_organisation": t("tried to change another organisation's data"),
        "not_in_directory": t("tried to do what is for people of the directory"),
        "not_for_you": t("tried to use own workers without being in the directory"),
        "told_by_counties": t("tried to tell an own worker, which is for the counties"),
        "taken_to_oneself": t("tried to take a colleague's questions to themselves"),
        "not_your_table": t("tried to use a table that somebody else sent"),
        "not_your_clients": t("tried to decide over somebody else's clients"),
        "unknown_contact": t("tried to open a contact that is not of their organisation"),
        "unknown_change": t("tried to open a change of the directory that is not theirs"),
        "not_your_change": t("tried to decide over somebody else's change of the directory"),
        "unknown_misroute": t("tried to open a correction that is not of their organisation"),
        "another_county": t("tried to see the coverage of another area"),
        "other_area": t("tried to see the ways of working of another area"),
    }


def _of_the_log(t: Translate) -> dict[str, str]:
    return {
        "audit_look": t("read the access log"),
        "client_report": t("made a client's log report"),
        "client_report_older": t("made a client's log report of the whole time"),
        "client_report_file": t("saved a client's log report"),
        "basis_proposed": t("proposed a change of the legal bases"),
        "basis_accepted": t("accepted a change of the legal bases"),
        "basis_rejected": t("rejected a change of the legal bases"),
        "team_looked": t("looked at the team's open questions"),
        "team_view_given": t("gave a team lead the team's view"),
        "team_view_ended": t("ended a team lead's view"),
        "own_role": t("tried to make themselves an auditor or data protection"),
        "not_data_protection": t("tried to change the legal bases without the role"),
        "not_an_auditor": t("tried to read the access log without the role"),
        "named_by_them": t("tried to make somebody an auditor or data protection who had named them"),
        "own_team_view": t("tried to give themselves the team's view"),
        "not_a_team_lead": t("tried to see the team's questions without the right"),
        "unknown_basis_change": t("tried to decide over a change of the legal bases that is not theirs"),
        "not_your_report": t("tried to save a report that somebody else made"),
    }
