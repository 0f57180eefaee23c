"""Reports of the groups: cases added and delisted, earlier directives delisted, and what is neither."""

from collections.abc import Sequence

from .draft import Draft
from .lives import LIFE, Case
from .spelling import dated, roc_year
from .words import ADD, ADD_AFTER, DELIST, KEEP

Part = tuple[list[Case], Sequence[str], Sequence[str]]  # cases, verbs that may stand before them, verbs that may stand after


def group_reports(draft: Draft) -> None:
    """Write the staff report, if any, and what became of the cases: group by group or sentence by sentence."""
    rng, slot = draft.rng, draft.slot
    groups: dict[str, tuple[list[Case], list[Case], list[Case]]] = {}
    for case in draft.body.cases:
        added, delisted, kept = groups.setdefault(case.group, ([], [], []))
        if case.added == slot:
            added.append(case)
        if case.delisted == slot:
            delisted.append(case)
        elif case.added is not None and case.added < slot and (case.delisted or LIFE) > slot:
            kept.append(case)
    heading = rng.choice(("議題小組報告：", "幕僚單位工作報告暨議題小組報告及討論：", "各組報告："))
    if len(heading) < 10 and rng.random() < 0.6:
        draft.add(1, "幕僚單位報告（略）")
    draft.add(1, heading)
    by_sentence = rng.random() < 0.4
    quiet = [group for group, (added, delisted, _) in groups.items() if not added and not delisted]
    together = len(quiet) > 1 and (by_sentence or rng.random() < 0.3)
    if by_sentence:
        several_groups(draft, [(group, added) for group, (added, _, _) in groups.items() if added], ADD_AFTER)
        several_groups(draft, [(group, gone) for group, (_, gone, _) in groups.items() if gone], DELIST)
    for group, (added, delisted, kept) in groups.items():
        if group in quiet and not together:
            quiet_group(draft, group, kept)
        elif group not in quiet and not by_sentence:
            busy_group(draft, group, added, delisted)
    if together:
        draft.noted += len(quiet)
        draft.add(2, f"{'、'.join(f'「{group}」' for group in quiet)}：洽悉。")
    earlier_directives(draft)
    asides(draft)


def several_groups(draft: Draft, cases: list[tuple[str, list[Case]]], verbs: Sequence[str]) -> None:
    """Write one sentence on the cases of several groups, verb last: 交通組「A」、教育文化組「B」及衛生社福組「C」等 3 案同意新增."""
    if not cases:
        return
    parts = [group + "、".join(quoted(draft, case, verbs) for case in own) for group, own in cases]
    total = sum(len(own) for _, own in cases)
    joint = draft.rng.choice(("及", "，與", "、"))
    text = "、".join(parts[:-1]) + (joint if len(parts) > 1 else "") + parts[-1]
    draft.add(2, f"{text}{draft.rng.choice(('等', '等', '，等')) if total > 1 else ''}{draft.claim(total)}{draft.rng.choice(verbs)}。")


def quiet_group(draft: Draft, group: str, kept: list[Case]) -> None:
    """Write a group that adds and delists nothing."""
    if kept and draft.rng.random() < 0.6:
        draft.add(2, f"{group}：「{inner(kept[0].title)}」案，{draft.fill(draft.rng.choice(KEEP))}。")
        return
    draft.noted += 1
    draft.add(2, f"{group}：{draft.rng.choice(('洽悉。', '洽悉。', '同意備查。'))}")


def busy_group(draft: Draft, group: str, added: list[Case], delisted: list[Case]) -> None:
    """Write a group's additions and delistings: as an outline, as one list, or in running text."""
    rng = draft.rng
    both: tuple[Part, Part] = (added, ADD, ADD_AFTER), (delisted, DELIST, DELIST)
    parts = [part for part in both if part[0]]
    shape = rng.random()
    if len(parts) == 1 and len(parts[0][0]) > 1 and shape < 0.4:
        case_list(draft, f"{group}：", parts[0][0], parts[0][1], 2)
    elif shape < 0.6:
        at_once = added == delisted
        year = roc_year(draft.meeting.date)
        note = f"（下列{len(added)}案係於{year - 1}年第3季新增，並於{year - 1}年第4季前辦理完成，故於本次會議同意解列）" if at_once else ""
        draft.add(2, f"{group}{note}：")
        for cases, before, after in parts:
            if len(cases) > 1:
                case_list(draft, "", cases, before, 3)
            else:
                draft.add(3, clause(draft, cases, before, after) + "。")
    else:
        joint = rng.choice(("，", "。並", "；"))
        if joint == "。並":
            parts[1:] = [(cases, before, ()) for cases, before, _ in parts[1:]]
        draft.add(2, f"{group}：{joint.join(clause(draft, *part) for part in parts)}。")


def case_list(draft: Draft, head: str, cases: list[Case], verbs: Sequence[str], level: int) -> None:
    """Write 同意新增下列 2 案： and the cases below it, a line each."""
    verb, count = draft.rng.choice(verbs), draft.claim(len(cases))
    draft.add(level, f"{head}{draft.rng.choice((f'{verb}下列{count}', f'{verb}下列{count}', f'下列{count}{verb}'))}：")
    for case in cases:
        tally(draft, verbs)
        draft.add(4, f"{case.title}。")


def clause(draft: Draft, cases: list[Case], before: Sequence[str], after: Sequence[str]) -> str:
    """Write one clause, verb first or, if there are verbs for it, last."""
    rng = draft.rng
    titles = [quoted(draft, case, before) for case in cases]
    if len(titles) == 1:
        wrong, claim = draft.wrong_counts, draft.claim(1)
        count = rng.choice((claim, "案", ""))
        draft.wrong_counts = draft.wrong_counts if count == claim else wrong  # what is not printed is not wrong
        what = titles[0] + count
    else:
        what = f"{'、'.join(titles[:-1])}{rng.choice('、及')}{titles[-1]}{rng.choice(('等', '等', '，等'))}{draft.claim(len(titles))}"
    return rng.choice(before) + what if not after or rng.random() < 0.6 else what + rng.choice(after)


def quoted(draft: Draft, case: Case, verbs: Sequence[str]) -> str:
    """Quote and count a case; a delisting may drop the 案 that ended the title when it was added."""
    tally(draft, verbs)
    title = inner(case.title)
    if verbs is DELIST and title.endswith("案") and draft.rng.random() < 0.1:
        title = title[:-1]
    return f"「{title}」"


def tally(draft: Draft, verbs: Sequence[str]) -> None:
    """Count one case as added or delisted."""
    if verbs is DELIST:
        draft.delistings += 1
    else:
        draft.additions += 1


def inner(title: str) -> str:
    """Turn the quotes inside a title into those of the second level."""
    return title.replace("「", "『").replace("」", "』")


def earlier_directives(draft: Draft) -> None:
    """Delist directives of this body's earlier meetings, citing them."""
    rng, slot = draft.rng, draft.slot
    if slot < 2 or rng.random() < 0.45:
        return
    old, last = draft.body.meetings[slot - 2], draft.body.meetings[slot - 1]
    topics = [rng.choice(old.topics), rng.choice(last.topics)]
    cites = [rng.choice((old.name, old.name, old.short, dated(old))), rng.choice((last.name, last.short))]
    if old.date.year == last.date.year and old.office == last.office:
        cites[1] = last.name.removeprefix(f"{roc_year(last.date)}年")  # the year is carried over: 108 年第 8 次、第 9 次
    shape = rng.randrange(4) if topics[0] != topics[1] else 3
    draft.cited += 2 if shape == 1 else 1
    what = (
        f"{cites[0]}「{topics[0]}」案。", "", f"{cites[0]}、{cites[1]}{draft.body.cases[0].group}關於{topics[0]}議題等3案。",
        f"{cites[0]}關於{topics[0]}案。",
    )[shape] or f"{cites[0]}「{topics[0]}」及{cites[1]}「{topics[1]}」等{draft.claim(2)}。"
    draft.add(2, f"{rng.choice(('', '', '針對'))}歷次會議指裁示事項，{rng.choice(DELIST[1:])}{what}")


def asides(draft: Draft) -> None:
    """Write what is neither added nor delisted: a proposal (the next meeting's first addition), a request, a search for a place."""
    rng = draft.rng
    coming = next((case for case in draft.body.cases if case.added == draft.slot + 1), None)
    if coming and rng.random() < 0.2:
        draft.add(2, f"有關擬將「{inner(coming.title)}」列為未來合作項目案，請納入小組會議研議，並應儘速辦理。")
    if rng.random() < 0.2:
        draft.add(2, draft.fill("關於{o}報告關於{p}尚未納入「推動{s}試辦計畫」使用範圍，請{o2}協助開放納入一案，針對能做的部份先行推動。"))
    if rng.random() < 0.15:
        draft.add(2, draft.fill("有關{town}訓練中心，由{o}先行尋找適當地點，{o2}持續進行合作討論。"))
