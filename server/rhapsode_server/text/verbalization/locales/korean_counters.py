"""Which numerals Korean counts with: native ones before some counters, Sino-Korean ones before all others."""

from __future__ import annotations

import re

from rhapsode_server.text.verbalization.context import Context

_NATIVE = re.compile(
    r"\s?(?:개(?!월|국|년|소|사|교|부처|항|조)|마리|권|잔|병(?![원동])|송이|그루|켤레|벌|채|척|통(?!신|계|합)|쌍"
    r"|가지|사람|끼(?!리)|칸|종류|움큼|꼬집|토막|꾸러미|나라|도시|회사|식구|글자|마디|가구|곳|달(?!러|성|리)|살"
    r"|군데|모금|숟가락|그릇|접시|방울|자루|시간|번째|배(?![럴송급])|갑|다발|묶음|봉지|상자|조각|판(?![매결])"
    r"|줄(?![이기])|컵|스푼|알|자리(?!\s?수)|켤레|바퀴|가닥|포기|걸음|큰술|작은술)"
)
_PEOPLE = re.compile(
    r"\s?(?:명|분(?=께|이서|의 (?:손님|어르신|선생))|장(?!관|소|기|애)|대(?!\s?\d|[째학통회비상책1-9강]|\s?(?:보험"
    r"|영양소|원칙|문명|천왕|은행|그룹|기업|종교|성인|도시|요소|과제|의무|명절|뉴스|종단|궁궐|악산|하천))"
    r"|번(?!호|지|선|째|\s?(?:출구|버스|문제|홈|승강|트랙|타자|국도)))"
)
_HOUR = re.compile(r"\s?시(?!간|속|작|장|즌|리즈|도(?!\s)|민|범|군|청|의회|험|설|점|네마|나리오)")
_NUMBERED = frozenset("기호 국도 버스 문제 타자 출구 등번호".split())
_MACHINES = frozenset(
    "자동차 승용차 차 차량 전기차 컴퓨터 노트북 버스 택시 트럭 비행기 헬기 항공기 전투기 카메라 텔레비전 TV 스마트폰 "
    "휴대폰 기기 서버 오토바이 자전거 냉장고 에어컨 세탁기 드론 로봇 장비 모니터 프린터 태블릿 엘리베이터 피아노 "
    "기계 열차".split()
)
"""Behind these 대 counts machines; elsewhere "10대" are people in their teens."""
_TIMES = re.compile(
    r"\s?번(?=\s?(?:반복|시도|이상|정도|쯤|넘|가까이|연속|중|씩|만(?![가-힣])|했|하[고며면는]|이나|도(?![가-힣])"
    r"|의 (?:기회|시도|실패|도전)))"
)
"""How often, where a number of ten or more might be a name."""
PAIRS = {
    "1~2": "한두",
    "2~3": "두세",
    "3~4": "서너",
    "4~5": "네다섯",
    "5~6": "대여섯",
    "6~7": "예닐곱",
    "7~8": "일고여덟",
    "8~9": "여덟아홉",
}


def is_native(digits: str, context: Context) -> bool:
    """Whether a number is a native numeral: with counters of things (below a hundred), people (below thirty) and hours
    (to twelve)."""
    right_before = context.text[max(0, context.start - 3) : context.start].rstrip(" ")[-1:].isalpha()
    named = (
        (context.before in _NUMBERED and right_before)
        or context.mark_before == "제"
        or (context.before == "제" and context.mark_before == " ")
    )
    if len(digits) > 2 or digits.startswith("0") or named:
        return False
    number = int(digits)
    behind = context.text[context.end : context.end + 10]
    if _NATIVE.match(behind) or (number <= 20 and _TIMES.match(behind)):
        return True
    if (
        right_before
        and number < 20
        and behind.lstrip().startswith("대")
        and context.before.rstrip("은는이가를을도") in _MACHINES
    ):
        return True
    if _PEOPLE.match(behind) and (number < 10 or (number < 30 and behind.lstrip()[0] == "명")):
        return True
    return number <= 12 and _HOUR.match(behind) is not None


def counter_behind(context: Context) -> str:
    """What is counted by a native numeral, as it stands behind it."""
    behind = context.text[context.end : context.end + 10]
    found = _NATIVE.match(behind) or _PEOPLE.match(behind) or _HOUR.match(behind)
    return found[0] if found else ""
