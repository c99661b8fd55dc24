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


SECOND = "Farmers drove tractors into the centre of Multan on Monday to protest against the price of fertiliser."
POSTS = (("09:40", "Bomb in Peshawar", LEAD), ("08:15", "Tractors in Multan", SECOND))


def test_posts_of_a_live_page_are_stories_with_the_day_of_their_stamp() -> None:
    post = '<div class="post"><time datetime="2020-11-02T{}:00Z">{} GMT</time><h2>{}</h2><p>{}</p></div>'
    body = "".join(post.format(clock, clock, title, text) for clock, title, text in POSTS)
    head = '<meta property="article:published_time" content="2020-11-01">'
    found = web.stories(page(f"<h1>Pakistan live</h1><main>{body}</main>", head))
    assert [(story.title, story.text, story.published) for story in found] == [
        (title, text, "2020-11-02") for _, title, text in POSTS
    ]


def test_a_byline_and_a_day_on_one_line_leave_the_body() -> None:
    section = '<section><h2>{}</h2><p class="meta">By Rahim Gul | November 2, 2020</p><p>{}</p></section>'
    found = web.stories(page("".join(section.format(title, text) for _, title, text in POSTS)))
    assert [(story.text, story.byline, story.published) for story in found] == [
        (text, "By Rahim Gul", "2020-11-02") for _, _, text in POSTS
    ]


def test_sections_of_one_story_stay_together() -> None:
    (story,) = web.stories(
        page(f"<h1>Bomb</h1><div><h2>Road closed</h2>{BODY}</div><div><h2>Why</h2><p>{SECOND}</p></div>")
    )
    assert SECOND in story.text


def test_headlines_that_lead_to_stories_make_a_front_page() -> None:
    card = '<div><a href="/{}"><h3>{}</h3></a><p>{}</p></div>'
    texts = [LEAD, MORE, LAST, SECOND]
    assert (
        web.stories(page("".join(card.format(n, f"Headline number {n}", text) for n, text in enumerate(texts)))) == []
    )


def test_scripts_are_no_words() -> None:
    (story,) = web.stories(page(f"<article><h1>Bomb wounds eleven<script>count('h1')</script></h1>{BODY}</article>"))
    assert (story.title, story.text) == ("Bomb wounds eleven", "\n\n".join([LEAD, MORE, LAST]))


def test_a_story_laid_out_in_a_table_is_read() -> None:
    menu = '<td><a href="/">home</a></td>'
    (story,) = web.stories(page(f"<table><tr>{menu}<td>{LEAD}<br><br>{MORE}<br><br>{LAST}</td></tr></table>"))
    assert story.text == "\n\n".join([LEAD, MORE, LAST])


def test_pointers_to_other_stories_are_left_out_and_a_sign_off_is_a_byline() -> None:
    asides = (
        "<p>Read also: <a href='/b'>Bomb kills six soldiers in Kohat</a></p>",
        "<p>READ MORE <a href='/c'>Truce signed in Swat</a></p>",
        "<p>Follow us on Twitter @khybergazette</p>",
        "<p>(Reporting by Rahim Gul; editing by Sara Khan)</p>",
    )
    (story,) = web.stories(page(f"<p>{LEAD}</p>{asides[0]}<p>{MORE}</p>{asides[1]}<p>{LAST}</p>{asides[2]}{asides[3]}"))
    assert story.text == "\n\n".join([LEAD, MORE, LAST])
    assert story.byline == "Reporting by Rahim Gul; editing by Sara Khan"


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    (story,) = web.stories(f"<p>{LEAD}</p>")
    assert story.text == LEAD
    assert web.stories("<html><body>" + "<div>" * 5000 + "<script>" + "</div>" * 10) == []
