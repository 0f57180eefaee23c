"""Sections around the reports: remarks, special report, discussion, conclusions."""

from .draft import Draft
from .words import ANY_SUBJECT, ASPECTS, CONCLUSIONS, DIRECTIVES, REMARKS, RESOLVED, SPEECHES


def opening(draft: Draft) -> None:
    """Write the remarks, and in some minutes the confirmation of the last ones."""
    rng = draft.rng
    if rng.random() < 0.35:
        draft.add(1, rng.choice(("主席致詞：略", "主席致詞（略）")))
    else:
        draft.add(1, "主席致詞：")
        for first, second in zip(rng.sample(REMARKS, rng.randrange(3, 6)), rng.sample(REMARKS, len(REMARKS)), strict=False):
            draft.add(2, draft.fill(first if first == second else first + second))
        if draft.body.name.startswith("雙北") and draft.meeting.date.year < 2022:
            draft.add(2, draft.fill("柯市長文哲與侯市長友宜日前共同視察{p}，期待{all}加速推動。"))
    if rng.random() < 0.25:
        draft.noted += 1
        draft.add(1, "確認上次會議紀錄：無修正意見，會議紀錄備查。")


def special_report(draft: Draft) -> None:
    """Write a special report with an outcome an item, in a part of the minutes."""
    rng = draft.rng
    if rng.random() < 0.5:
        return
    draft.add(1, f"{rng.choice(('防疫', '防汛', '歲末安全', '節電'))}專案報告及討論：")
    for subject in rng.sample(ANY_SUBJECT, rng.randrange(4, 9)):
        outcome = rng.choice(("洽悉。", "洽悉。", "請{units}持續辦理。", "請{o}與{o2}研商，並請{units}持續辦理。"))
        draft.noted += outcome == "洽悉。"
        draft.add(2, f"{subject}{rng.choice(ASPECTS)}：{draft.fill(outcome)}")


def discussion(draft: Draft) -> None:
    """Write the resolutions of a body of one city, and motions if any."""
    rng = draft.rng
    if len(draft.body.cities) == 1:
        draft.add(1, rng.choice(("討論事項：", "討論提案：")))
        for resolved in rng.sample(RESOLVED, rng.randrange(1, 4)):
            draft.noted += "備查" in resolved
            draft.add(2, draft.fill("{s}" + rng.choice(ASPECTS) + "，提請討論。"))
            draft.add(0, "決議：" + draft.fill(resolved))
    if rng.random() < 0.3:
        draft.add(1, "臨時動議：無")


def conclusions(draft: Draft) -> None:
    """Write the directives: each chair's speech, or items without a speaker."""
    rng = draft.rng
    draft.add(1, rng.choice(CONCLUSIONS) + "：")
    if draft.speakers and rng.random() < 0.6:
        same_line = rng.random() < 0.4
        for speaker in draft.speakers:
            speech = "".join(draft.fill(words) for words in (*rng.sample(REMARKS, 3), *rng.sample(SPEECHES, 2)))
            draft.add(2, f"{speaker}：{speech if same_line else ''}")
            if not same_line:
                draft.add(0, speech)
        draft.directives += len(draft.speakers)
        return
    chosen = rng.sample(DIRECTIVES, rng.randrange(4, len(DIRECTIVES) + 1))
    draft.directives += len(chosen)
    for directive in chosen:
        draft.add(2, draft.fill(directive))
