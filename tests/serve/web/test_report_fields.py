"""What was read in a report: findings in the order of their words, fields with ids that the marks name."""

from tests.records import RAID_A, raid, round_of_talks

from dragoman.serve.web.report_fields import marks_of, root_of, stated_in


def test_only_the_findings_of_the_report_are_shown() -> None:
    record = raid()
    (stated,) = stated_in(record.tellings[1].report.id, [record])
    (finding,) = stated.findings
    assert finding.voice == "the health ministry"
    assert stated.others == 1
    killed = next(field for field in finding.fields if field.label == "killed")
    assert killed.words == "30"
    assert [quote.words for quote in killed.quotes] == ["30"]


def test_marks_name_the_fields() -> None:
    record = raid()
    stated = stated_in(record.tellings[0].report.id, [record])
    fields = {field.id: field for each in stated for finding in each.findings for field in finding.fields}
    marks = list(marks_of(stated))
    assert marks
    for mark in marks:
        assert RAID_A[mark.start : mark.end] in {quote.words for quote in fields[mark.field].quotes}


def test_ids_are_of_one_finding_each() -> None:
    ids = [
        field.id
        for record in (raid(), round_of_talks())
        for each in stated_in(record.tellings[0].report.id, [record])
        for finding in each.findings
        for field in finding.fields
    ]
    assert len(set(ids[: len(ids) // 2])) == len(ids[: len(ids) // 2])


def test_a_path_belongs_to_its_field() -> None:
    assert [root_of(each) for each in ("when", "munitions[0].launched", "when.inferred")] == [
        "when",
        "munitions",
        "when",
    ]
