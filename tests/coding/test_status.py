"""Whether it happened, and how sure the article is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import of_type, only

from dateline.coding import Coder
from dateline.model import Article, Coding

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Turkey launched an offensive in northern Syria.", "ASSAULT", "occurred"),
        ("Turkey plans to launch an offensive in northern Syria.", "ASSAULT", "planned"),
        ("The two leaders will meet in Geneva on Friday.", "CONSULT", "planned"),
        ("The foreign ministers are due to hold talks in Doha next week.", "CONSULT", "planned"),
        ("The United States will withdraw its troops from Niger by September.", "RETREAT", "planned"),
        ("The president announced he would withdraw the troops from Niger.", "RETREAT", "planned"),
        ("The president announced the withdrawal of the troops from Niger.", "RETREAT", "planned"),
        ("Italy is withdrawing its troops from Niger.", "RETREAT", "occurred"),
        ("Italy announced it was withdrawing its troops from Niger.", "RETREAT", "planned"),
        ("Critics fault the decision to withdraw the troops from Niger.", "RETREAT", "planned"),
        ("Spain will send aid to Chad and deploy a frigate to Djibouti.", "MOBILIZE", "planned"),
        ("A judge jailed four men for the attack on the minister in Kaya.", "ASSAULT", "occurred"),
        ("The mayor is trying to recover from the assassination of his brother.", "ASSAULT", "occurred"),
        ("Security forces thwarted a suicide attack in Karbala on Sunday.", "ASSAULT", "failed"),
        ("A gunman tried to assassinate the minister in Islamabad.", "ASSAULT", "failed"),
        ("Air defences intercepted two missiles aimed at Riyadh.", "ASSAULT", "failed"),
        ("The group denied kidnapping the engineers.", "ASSAULT", "denied"),
        ("Turkey said on Sunday it would shortly mount an assault on the town of Afrin.", "ASSAULT", "planned"),
        ("The army said it would pull its troops out of Goma next week.", "RETREAT", "planned"),
        ("The statement said Turkey would be moving troops into northern Syria.", "MOBILIZE", "planned"),
        ("The court instructed jailers to free the activist on Thursday.", "RETREAT", "planned"),
        ("The reporter was released without charge on Friday.", "RETREAT", "occurred"),
        ("The opposition said on Wednesday it would not attend the talks in Sochi.", "REJECT", "occurred"),
        ("Kenya will not take part in the summit, its foreign minister said on Monday.", "REJECT", "occurred"),
        ("Israel denied striking the school in Gaza City.", "ASSAULT", "denied"),
        ("Reports of an attack on the airport were untrue, the ministry said.", "ASSAULT", "denied"),
        ("Turkey denied a report that envoys met in Geneva on Monday.", "CONSULT", "denied"),
        ("Germany is to send tanks to Ukraine next month.", "MOBILIZE", "planned"),
        ("The minister is to resign on Friday.", "RETREAT", "planned"),
        ("The aim is to send tanks to Ukraine next month.", "MOBILIZE", "planned"),
        ("Israel is to blame for the strike that killed 30 people in Rafah.", "ASSAULT", "occurred"),
        ("The foreign ministers of Egypt and Turkey meet in Cairo on May 25.", "CONSULT", "planned"),
        ("The foreign ministers of Egypt and Turkey met in Cairo last Thursday.", "CONSULT", "occurred"),
        ("Police in Oslo foiled a plot to assassinate the prime minister on Monday.", "ASSAULT", "failed"),
        ("Israel denied that it had bombed the school in Gaza City.", "ASSAULT", "denied"),
        ("Turkey is about to attack the town of Manbij.", "ASSAULT", "planned"),
        ("The court is set to sentence the editor.", "SANCTION", "planned"),
        ("Israel is going to bomb the tunnels, officials said.", "ASSAULT", "planned"),
        ("The army is on the verge of storming Goma.", "ASSAULT", "planned"),
        ("The opposition has called for a protest in Maputo.", "PROTEST", "planned"),
        ("A march has been called in Tirana.", "PROTEST", "planned"),
        ("Police were called to a protest outside the parliament in London.", "PROTEST", "occurred"),
        ("Three protesters died on Sunday in a police crackdown in Khartoum.", "COERCE", "occurred"),
        ("Ukrainian troops beat back a Russian assault near Pokrovsk.", "ASSAULT", "failed"),
        ("Soldiers fended off an attack by Boko Haram on a base in Borno.", "ASSAULT", "failed"),
    ],
)
def test_status(code: Code, sentence: str, kind: str, status: str) -> None:
    assert [r.status for r in of_type(code(sentence), kind)] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "The army did not attack the village.",
        "The army has never attacked the village.",
        "If rebels attack the capital, the government will respond.",
        "Did the army attack the village?",
        "The rebels could attack the capital.",
        "There was no attack on the village.",
        "The army did not attack the town or shell the village.",
        "The army neither attacked the town nor shelled the village.",
        "Iran said it would attack the base if its demands were not met.",
        "Two earthquakes left scores dead in western Iran on Saturday.",
    ],
)
def test_what_did_not_happen_is_no_event(code: Code, sentence: str) -> None:
    assert not of_type(code(sentence), "ASSAULT")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("No shots were fired during the protest in Tunis on Monday.", "ASSAULT"),
        ("France has no plans to withdraw its troops from Chad, the minister said on Monday.", "RETREAT"),
        ("The government ruled out talks with the rebels on Monday.", "CONSULT"),
        ("The opposition refused to attend talks in Cairo on Monday.", "CONSULT"),
        ("The rebels broke off talks with the government on Monday.", "CONSULT"),
        ("Talks between the two sides were suspended on Monday.", "CONSULT"),
        ("Qatar offered to host talks between Israel and Hamas on Monday.", "CONSULT"),
        ("Hamas turned down a truce proposal by Egypt on Monday.", "AGREE"),
        ("Nurses in Leeds voted against a strike on Monday.", "PROTEST"),
        ("The United States began negotiations with Hamas over the release of hostages on Monday.", "RETREAT"),
        ("The envoys discussed a withdrawal of troops from Kherson on Monday.", "RETREAT"),
    ],
)
def test_what_was_refused_or_only_offered_is_no_event(code: Code, sentence: str, kind: str) -> None:
    assert not of_type(code(sentence), kind)


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Militants attacked a convoy near Mopti.", "stated"),
        ("Militants reportedly attacked a convoy near Mopti.", "hedged"),
        ("Rebels allegedly looted a hospital in Minova.", "hedged"),
        ("The police are believed to have killed the protester in Dakar.", "hedged"),
        ("Russia claimed it had destroyed a Patriot system in Kyiv.", "hedged"),
        ("Rebels were reported to have attacked a convoy near Mopti.", "hedged"),
        ("Rebels may have attacked a convoy near Mopti.", "hedged"),
        ("Chad accused Sudan of shelling a village near Adre.", "hedged"),
        ("Russia said it had destroyed a Patriot system in Kyiv.", "stated"),
    ],
)
def test_certainty(code: Code, sentence: str, certainty: str) -> None:
    assert only(code(sentence), "ASSAULT").certainty == certainty


def test_a_doubtful_actor_is_no_doubtful_event(code: Code) -> None:
    report = only(code("Suspected militants killed nine farmers in Borno on Monday."))
    assert report.certainty == "stated"


def test_the_deciding_word_is_the_evidence(code: Code) -> None:
    report = only(code("Militants reportedly attacked a convoy near Mopti."))
    assert next(report.claims_of("certainty")).evidence[0].quote == "reportedly"
    planned = only(code("Turkey plans to launch an offensive in northern Syria."))
    assert next(planned.claims_of("status")).evidence[0].quote == "plans"


def test_who_says_what_should_be_done_asks_for_it(coder: Coder) -> None:
    text = "The prime minister said on Monday that the gun laws should be changed. The laws could be changed."
    _, drafts = coder.drafts(Article(id="a", hash="a", title="", text=text))
    asked = [d.mention for d in drafts if d.type == "REQUEST"]
    assert [(m.sentence_index, m.token.text) for m in asked] == [(0, "changed")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Authorities lifted a three-day curfew in Imphal on Sunday.", "COERCE"),
        ("The state of emergency in Balochistan was lifted on Friday.", "COERCE"),
        ("An appeals court in Lagos quashed the conviction of a former governor.", "SANCTION"),
        ("The governor banned all protests in Bishkek on Thursday.", "PROTEST"),
        ("Two ministers resigned on Sunday in protest at the vote.", "PROTEST"),
        ("The premier told a rally in Ohio that he would end the war.", "PROTEST"),
        ("NATO called off a naval drill in the Baltic Sea on Friday.", "MOBILIZE"),
        ("Hungary ruled out sending troops to Ukraine.", "MOBILIZE"),
        ("The junta threatened to expel the ambassador.", "SANCTION"),
        ("Iran warned it would close the strait.", "COERCE"),
        ("The gunmen fled the scene on a motorcycle after killing a councillor in Cali.", "RETREAT"),
    ],
)
def test_what_is_undone_banned_or_only_threatened_does_not_happen(code: Code, sentence: str, kind: str) -> None:
    assert of_type(code(sentence), kind) == []
