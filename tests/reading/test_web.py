"""HTML → stories."""

from __future__ import annotations

import json

from dateline.reading import web

LEAD = "A bomb went off at a bus stop in Peshawar on Monday morning and wounded eleven people, hospital staff said."
MORE = "Police closed the road to the airport for two hours and took away a parked car, a traffic officer said."
LAST = "No group has said that it planted the bomb, the first in the city for more than half a year."
BODY = "".join(f"<p>{each}</p>" for each in (LEAD, MORE, LAST))


def page(body: str, head: str = "") -> str:
    head = f"<title>Bomb wounds eleven in Peshawar</title>{head}"
    return f'<html lang="en"><head>{head}</head><body>{body}</body></html>'


def test_a_story_with_what_its_page_declares() -> None:
    head = (
        '<meta property="og:site_name" content="Khyber Gazette"><meta name="author" content="City desk">'
        '<link rel="canonical" href="https://khyber.example/bomb">'
        '<script type="application/ld+json">'
        '{"@type": "NewsArticle", "datePublished": "2020-11-02T23:10:00+05:00"}</script>'
    )
    figure = '<figure><img src="a.jpg"><figcaption>The bus stop after the blast (AFP)</figcaption></figure>'
    (story,) = web.stories(page(f"<article><h1>Bomb wounds eleven in Peshawar</h1>{figure}{BODY}</article>", head))
    assert story.title == "Bomb wounds eleven in Peshawar"
    assert story.text == "\n\n".join([LEAD, MORE, LAST])
    assert [(each.text, each.credit) for each in story.captions] == [("The bus stop after the blast", "AFP")]
    assert (story.published, story.published_from) == ("2020-11-02", "metadata")
    assert (story.byline, story.publisher, story.lang) == ("City desk", "Khyber Gazette", "en")
    assert story.url == "https://khyber.example/bomb"


def test_no_date_is_guessed_from_the_address_the_text_or_a_teaser() -> None:
    head = '<link rel="canonical" href="https://khyber.example/2020/11/02/bomb">'
    dated = "<p>The last such attack was on 3 March 2020, when a market stall burned down, police said.</p>"
    (story,) = web.stories(page(f"<main><h1>Bomb wounds eleven</h1>{BODY}{dated}</main>", head))
    assert (story.published, story.published_from) == (None, None)
    both = [{"@type": "NewsArticle", "datePublished": day} for day in ("2020-11-02", "2020-10-30")]
    (story,) = web.stories(page(BODY, f'<script type="application/ld+json">{json.dumps(both)}</script>'))
    assert story.published is None


def test_a_day_of_change_is_no_day_of_publication() -> None:
    (story,) = web.stories(page(BODY, '<meta property="article:modified_time" content="2020-11-05">'))
    assert story.published is None


def test_several_full_articles_are_several_stories_with_their_own_dates() -> None:
    second = [each.replace("Peshawar", "Kohat").replace("eleven", "six") for each in (LEAD, MORE, LAST)]
    time = '<time itemprop="datePublished" datetime="2020-11-03T08:00">3 November</time>'
    found = web.stories(
        page(
            f"<article><h2>Bomb in Peshawar</h2>{BODY}</article>"
            f"<article><h2>Bomb in Kohat</h2>{time}{''.join(f'<p>{each}</p>' for each in second)}</article>",
            '<meta property="article:published_time" content="2020-11-01">',
        )
    )
    assert [(story.title, story.published) for story in found] == [
        ("Bomb in Peshawar", None),
        ("Bomb in Kohat", "2020-11-03"),
    ]
    assert found[1].text == "\n\n".join(second)


def test_lists_of_links_teasers_and_notices_are_no_article() -> None:
    links = "".join(
        f'<p><a href="/{n}">Bomb number {n} wounds several people in a town in the north</a></p>' for n in range(30)
    )
    teasers = "".join(f'<article><h2><a href="/{n}">Bomb {n}</a></h2><p>{LEAD}</p></article>' for n in range(8))
    cookies = (
        "<div><p>We use cookies on this site to count visits. Please accept them or set your preferences.</p></div>"
    )
    missing = (
        "<div><h1>Not found</h1><p>The page you are looking for is not here, it may have been moved away.</p></div>"
    )
    for body in (links, teasers, cookies, missing, "", "<div></div>"):
        assert web.stories(page(body)) == []


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    (story,) = web.stories(f"<p>{LEAD}</p>")
    assert story.text == LEAD
    assert web.stories("<html><body>" + "<div>" * 5000 + "<script>" + "</div>" * 10) == []
