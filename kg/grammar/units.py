"""Organizations by the form of their names, where somebody is told to do something: 甲山縣政府交通處, 秘書室, 管委會."""

from __future__ import annotations

import regex

NOT_UNIT = r"(?:協助|配合|會同|督導|轉知|通知|持續|儘速|盡速|儘快|盡快|積極|加強|研議|評估|確實|務必|各|相關|該|另|再|先|與|及|以|就|向|於|將|針對|有關|關於|邀集|依|提供|兩|雙|四|全部|內部|外部|部分|參考|參照|參酌|建立|善用|運用|成立|召開|確認)"
_NOT_OFFICE = r"(?:提供|辦理|研擬|規劃|檢討|安排|使用|開放|整修|維護|興建|設置|增設|新增|注意|至|到|由|同仁|大家|有關|將|把|先至|前往|參觀|通過)"
_OWN = r"(?:本(?:府|院|部|局|校|會|所|公司|公所))?"  # 本府主計處 is the 主計處 of the body
_CITY = r"(?:\p{Han}{2,3}[市縣]政府)?"
# A character of a name: the words of doing that may stand behind a name are none.
_IN = r"(?:(?!於|應|會同|會商|偕同|儘|盡|請|由|將|並|協助|配合|督導|提供|辦理|持續|各|及|與|和|以|在|就|依|向)\p{Han})"
_PLAIN = rf"(?!提|交|納|送|洽|派|召開|成立|組成|完成|加強|進行|通知|說明|確認|參加|參與|研|擬|增|改|把|讓|到|至|查|同意){_IN}"
_STRONG = rf"{_CITY}{_IN}{{2,8}}?(?:局|處|署|委員會|公司|政府|部(?!分|門|落|會(?!同)|屬)|研考會|農會|工會|公會|協會|基金會)(?!長)|[縣市]政府|研考會"
_WEAK = (
    rf"(?!{_NOT_OFFICE})(?:{_PLAIN}){{2,4}}?(?:[館室院](?![長內外舍區]|委員會)|[科課](?![長技學目別員程])|公所|中心(?!點)|辦(?![理公法事完妥])|組(?![織合成隊裝長員件])|(?<!團|排|車|組)隊(?![長員伍])"
    r"|(?<!場|廁)所(?![長有屬需提在以列報])|(?<![社機都聚體開與大本宴證聽明談討調商查導審員])會(?![議長員同中後前場商計勘辦談面晤客考審簽報址館所有]))"
)
_BRANCH = rf"(?:(?<=部){_IN}{{2,5}}?[署局司](?!長)|第[一二三四五六七八九十\d]{{1,3}}\p{{Han}}{{1,6}}?(?:處|所|隊|分局|中心|辦公室)(?!長))?"  # 經濟部水利署, 自來水公司第三區管理處


class Units:
    """Finds organizations that nobody declared."""

    def __init__(self) -> None:
        self.form = regex.compile(rf"(?!{NOT_UNIT}|本){_STRONG}|(?!{NOT_UNIT}|本){_WEAK}")
        self._forms = [regex.compile(rf"{_OWN}(?P<name>(?!{NOT_UNIT}|本)(?:{form}){_BRANCH})") for form in (_STRONG, _WEAK)]
        self._before = regex.compile(rf"{_OWN}(?P<name>(?!{NOT_UNIT}|本)(?:{_STRONG}|{_WEAK}){_BRANCH})")

    def at(self, text: str, start: int) -> tuple[int, int] | None:
        """Find the shortest name that begins at a place; 本府 before it is no part of it."""
        found = [m.span("name") for form in self._forms if (m := form.match(text, start))]
        return min(found, key=lambda place: place[1], default=None)

    def filling(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Tell whether a name fills a stretch of text."""
        m = self._before.fullmatch(text, start, end)
        return m.span("name") if m else None
