BEGIN TRANSACTION;
CREATE TABLE article (
	number INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	change INTEGER NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(change) REFERENCES change (number)
);
INSERT INTO "article" VALUES(1,'a1','43669e1a9124cfe23cb99a099ca649813a75cf43bac2dfb19d0e9a6544dfaaba',1,'{"id":"a1","hash":"43669e1a9124cfe23cb99a099ca649813a75cf43bac2dfb19d0e9a6544dfaaba","title":"News a1","text":"A bomb went off by the market in Karsa on Monday.","captions":[],"byline":null,"dateline":null,"publisher":null,"url":null,"lang":"en","published":null,"published_from":null,"page_id":"p1","position":null}');
INSERT INTO "article" VALUES(2,'a2','43669e1a9124cfe23cb99a099ca649813a75cf43bac2dfb19d0e9a6544dfaaba',2,'{"id":"a2","hash":"43669e1a9124cfe23cb99a099ca649813a75cf43bac2dfb19d0e9a6544dfaaba","title":"News a2","text":"A bomb went off by the market in Karsa on Monday.","captions":[],"byline":null,"dateline":null,"publisher":null,"url":null,"lang":"en","published":null,"published_from":null,"page_id":"p2","position":null}');
INSERT INTO "article" VALUES(3,'b1','1d3c17a98924766a56126fd47797577ee531e477890a36e99f6b619b21fb97da',3,'{"id":"b1","hash":"1d3c17a98924766a56126fd47797577ee531e477890a36e99f6b619b21fb97da","title":"News b1","text":"A flood came to Barda.","captions":[],"byline":null,"dateline":null,"publisher":null,"url":null,"lang":"en","published":null,"published_from":null,"page_id":"p3","position":null}');
CREATE TABLE block (
	"key" VARCHAR NOT NULL, 
	report INTEGER NOT NULL, 
	PRIMARY KEY ("key", report), 
	FOREIGN KEY(report) REFERENCES report (number)
);
INSERT INTO "block" VALUES('ASSAULT|738948|#x:bb',1);
INSERT INTO "block" VALUES('ASSAULT|738948|=IQ',1);
INSERT INTO "block" VALUES('ASSAULT|738948|banner',1);
INSERT INTO "block" VALUES('ASSAULT|738948|bb',1);
INSERT INTO "block" VALUES('ASSAULT|738948|black',1);
INSERT INTO "block" VALUES('ASSAULT|738948|karsa',1);
INSERT INTO "block" VALUES('ASSAULT|738948|market',1);
INSERT INTO "block" VALUES('ASSAULT|738949|#x:bb',1);
INSERT INTO "block" VALUES('ASSAULT|738949|=IQ',1);
INSERT INTO "block" VALUES('ASSAULT|738949|banner',1);
INSERT INTO "block" VALUES('ASSAULT|738949|bb',1);
INSERT INTO "block" VALUES('ASSAULT|738949|black',1);
INSERT INTO "block" VALUES('ASSAULT|738949|karsa',1);
INSERT INTO "block" VALUES('ASSAULT|738949|market',1);
INSERT INTO "block" VALUES('ASSAULT|738950|#x:bb',1);
INSERT INTO "block" VALUES('ASSAULT|738950|=IQ',1);
INSERT INTO "block" VALUES('ASSAULT|738950|banner',1);
INSERT INTO "block" VALUES('ASSAULT|738950|bb',1);
INSERT INTO "block" VALUES('ASSAULT|738950|black',1);
INSERT INTO "block" VALUES('ASSAULT|738950|karsa',1);
INSERT INTO "block" VALUES('ASSAULT|738950|market',1);
INSERT INTO "block" VALUES('ASSAULT|sure|#x:bb+banner',1);
INSERT INTO "block" VALUES('ASSAULT|sure|#x:bb+bb',1);
INSERT INTO "block" VALUES('ASSAULT|sure|#x:bb+black',1);
INSERT INTO "block" VALUES('ASSAULT|sure|#x:bb+karsa',1);
INSERT INTO "block" VALUES('ASSAULT|sure|#x:bb+market',1);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+#x:bb',1);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+banner',1);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+bb',1);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+black',1);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+karsa',1);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+market',1);
INSERT INTO "block" VALUES('ASSAULT|sure|banner+bb',1);
INSERT INTO "block" VALUES('ASSAULT|sure|banner+black',1);
INSERT INTO "block" VALUES('ASSAULT|sure|banner+karsa',1);
INSERT INTO "block" VALUES('ASSAULT|sure|banner+market',1);
INSERT INTO "block" VALUES('ASSAULT|sure|black+bb',1);
INSERT INTO "block" VALUES('ASSAULT|sure|black+karsa',1);
INSERT INTO "block" VALUES('ASSAULT|sure|karsa+bb',1);
INSERT INTO "block" VALUES('ASSAULT|sure|market+bb',1);
INSERT INTO "block" VALUES('ASSAULT|sure|market+black',1);
INSERT INTO "block" VALUES('ASSAULT|sure|market+karsa',1);
INSERT INTO "block" VALUES('ASSAULT|738948|=IQ',2);
INSERT INTO "block" VALUES('ASSAULT|738948|karsa',2);
INSERT INTO "block" VALUES('ASSAULT|738948|km',2);
INSERT INTO "block" VALUES('ASSAULT|738948|market',2);
INSERT INTO "block" VALUES('ASSAULT|738949|=IQ',2);
INSERT INTO "block" VALUES('ASSAULT|738949|karsa',2);
INSERT INTO "block" VALUES('ASSAULT|738949|km',2);
INSERT INTO "block" VALUES('ASSAULT|738949|market',2);
INSERT INTO "block" VALUES('ASSAULT|738950|=IQ',2);
INSERT INTO "block" VALUES('ASSAULT|738950|karsa',2);
INSERT INTO "block" VALUES('ASSAULT|738950|km',2);
INSERT INTO "block" VALUES('ASSAULT|738950|market',2);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+karsa',2);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+km',2);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+market',2);
INSERT INTO "block" VALUES('ASSAULT|sure|karsa+km',2);
INSERT INTO "block" VALUES('ASSAULT|sure|market+karsa',2);
INSERT INTO "block" VALUES('ASSAULT|sure|market+km',2);
INSERT INTO "block" VALUES('ASSAULT|739037|=IQ',3);
INSERT INTO "block" VALUES('ASSAULT|739037|barda',3);
INSERT INTO "block" VALUES('ASSAULT|739037|bm',3);
INSERT INTO "block" VALUES('ASSAULT|739037|mill',3);
INSERT INTO "block" VALUES('ASSAULT|739038|=IQ',3);
INSERT INTO "block" VALUES('ASSAULT|739038|barda',3);
INSERT INTO "block" VALUES('ASSAULT|739038|bm',3);
INSERT INTO "block" VALUES('ASSAULT|739038|mill',3);
INSERT INTO "block" VALUES('ASSAULT|739039|=IQ',3);
INSERT INTO "block" VALUES('ASSAULT|739039|barda',3);
INSERT INTO "block" VALUES('ASSAULT|739039|bm',3);
INSERT INTO "block" VALUES('ASSAULT|739039|mill',3);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+barda',3);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+bm',3);
INSERT INTO "block" VALUES('ASSAULT|sure|=IQ+mill',3);
INSERT INTO "block" VALUES('ASSAULT|sure|barda+bm',3);
INSERT INTO "block" VALUES('ASSAULT|sure|barda+mill',3);
INSERT INTO "block" VALUES('ASSAULT|sure|mill+bm',3);
CREATE TABLE change (
	number INTEGER NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "change" VALUES(1,'2026-11-28T20:12:40.008+00:00','coder 1; resolver levels-1; rule plurality-1','new article a1');
INSERT INTO "change" VALUES(2,'2026-11-28T20:12:40.377+00:00','coder 1; resolver levels-1; rule plurality-1','new article a2');
INSERT INTO "change" VALUES(3,'2026-11-28T20:12:40.405+00:00','coder 1; resolver levels-1; rule plurality-1','new article b1');
CREATE TABLE current_event (
	id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	start VARCHAR, 
	"end" VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(number) REFERENCES event (number)
);
INSERT INTO "current_event" VALUES('ev-0000001',2,'ASSAULT','2024-03-04','2024-03-04');
INSERT INTO "current_event" VALUES('ev-0000002',3,'ASSAULT','2024-06-01','2024-06-01');
CREATE TABLE current_report (
	id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	article_id VARCHAR NOT NULL, 
	published VARCHAR, 
	event_id VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (number), 
	FOREIGN KEY(number) REFERENCES report (number)
);
INSERT INTO "current_report" VALUES('a1-r1',1,'a1',NULL,'ev-0000001');
INSERT INTO "current_report" VALUES('a2-r1',2,'a2',NULL,'ev-0000001');
INSERT INTO "current_report" VALUES('b1-r1',3,'b1',NULL,'ev-0000002');
CREATE TABLE current_total (
	id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	article_id VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(number) REFERENCES total (number)
);
INSERT INTO "current_total" VALUES('a1-t1',1,'a1');
CREATE TABLE event (
	number INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	change INTEGER NOT NULL, 
	why VARCHAR NOT NULL, 
	record TEXT, 
	redirect VARCHAR, 
	PRIMARY KEY (number), 
	FOREIGN KEY(change) REFERENCES change (number)
);
INSERT INTO "event" VALUES(1,'ev-0000001',1,'new, 1 report','{"id":"ev-0000001","kind":"incident","type":"ASSAULT","mode":null,"status":"occurred","certainty":"stated","reports":["a1-r1"],"fields":[{"field":"date","best":{"kind":"date","edtf":"2024-03-04","start":"2024-03-04","end":"2024-03-04","text":"2024-03-04","anchor":"calendar","time":null,"zone":null},"best_claim":{"report_id":"a1-r1","claim":0},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"place","best":{"kind":"location","text":"Karsa","precision":"city","country":"IQ","admin1":null,"name":"Karsa","place_id":null,"lat":36.2,"lon":44.0,"radius_km":null,"candidates":[]},"best_claim":{"report_id":"a1-r1","claim":1},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"actor","best":{"kind":"party","name":"Black Banner","actor_id":"x:bb","country":null,"sector":null,"private":false,"unknown":false},"best_claim":{"report_id":"a1-r1","claim":4},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"recipient","best":{"kind":"party","name":"Karsa market","actor_id":null,"country":null,"sector":null,"private":false,"unknown":false},"best_claim":{"report_id":"a1-r1","claim":2},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"count","best":{"kind":"count","what":"killed","min":4,"max":4,"side":"unknown","civilian":null,"approximate":false},"best_claim":{"report_id":"a1-r1","claim":3},"low":{"kind":"count","what":"killed","min":4,"max":4,"side":"unknown","civilian":null,"approximate":false},"low_claim":{"report_id":"a1-r1","claim":3},"high":{"kind":"count","what":"killed","min":4,"max":4,"side":"unknown","civilian":null,"approximate":false},"high_claim":{"report_id":"a1-r1","claim":3},"conflict":false}],"links":[],"part_of":null,"rule":"plurality-1"}',NULL);
INSERT INTO "event" VALUES(2,'ev-0000001',2,'1 report more','{"id":"ev-0000001","kind":"incident","type":"ASSAULT","mode":null,"status":"occurred","certainty":"stated","reports":["a1-r1","a2-r1"],"fields":[{"field":"date","best":{"kind":"date","edtf":"2024-03-04","start":"2024-03-04","end":"2024-03-04","text":"2024-03-04","anchor":"calendar","time":null,"zone":null},"best_claim":{"report_id":"a2-r1","claim":0},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"place","best":{"kind":"location","text":"Karsa","precision":"city","country":"IQ","admin1":null,"name":"Karsa","place_id":null,"lat":36.2,"lon":44.0,"radius_km":null,"candidates":[]},"best_claim":{"report_id":"a2-r1","claim":1},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"actor","best":{"kind":"party","name":"Black Banner","actor_id":"x:bb","country":null,"sector":null,"private":false,"unknown":false},"best_claim":{"report_id":"a1-r1","claim":4},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"recipient","best":{"kind":"party","name":"Karsa market","actor_id":null,"country":null,"sector":null,"private":false,"unknown":false},"best_claim":{"report_id":"a2-r1","claim":2},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"count","best":{"kind":"count","what":"killed","min":5,"max":5,"side":"unknown","civilian":null,"approximate":false},"best_claim":{"report_id":"a2-r1","claim":3},"low":{"kind":"count","what":"killed","min":4,"max":4,"side":"unknown","civilian":null,"approximate":false},"low_claim":{"report_id":"a1-r1","claim":3},"high":{"kind":"count","what":"killed","min":5,"max":5,"side":"unknown","civilian":null,"approximate":false},"high_claim":{"report_id":"a2-r1","claim":3},"conflict":true}],"links":[],"part_of":null,"rule":"plurality-1"}',NULL);
INSERT INTO "event" VALUES(3,'ev-0000002',3,'new, 1 report','{"id":"ev-0000002","kind":"incident","type":"ASSAULT","mode":null,"status":"occurred","certainty":"stated","reports":["b1-r1"],"fields":[{"field":"date","best":{"kind":"date","edtf":"2024-06-01","start":"2024-06-01","end":"2024-06-01","text":"2024-06-01","anchor":"calendar","time":null,"zone":null},"best_claim":{"report_id":"b1-r1","claim":0},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"place","best":{"kind":"location","text":"Barda","precision":"city","country":"IQ","admin1":null,"name":"Barda","place_id":null,"lat":40.4,"lon":47.1,"radius_km":null,"candidates":[]},"best_claim":{"report_id":"b1-r1","claim":1},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false},{"field":"recipient","best":{"kind":"party","name":"Barda mill","actor_id":null,"country":null,"sector":null,"private":false,"unknown":false},"best_claim":{"report_id":"b1-r1","claim":2},"low":null,"low_claim":null,"high":null,"high_claim":null,"conflict":false}],"links":[],"part_of":null,"rule":"plurality-1"}',NULL);
CREATE TABLE event_country (
	event_id VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	PRIMARY KEY (event_id, country), 
	FOREIGN KEY(event_id) REFERENCES current_event (id) ON DELETE CASCADE
);
INSERT INTO "event_country" VALUES('ev-0000001','IQ');
INSERT INTO "event_country" VALUES('ev-0000002','IQ');
CREATE TABLE event_party (
	event_id VARCHAR NOT NULL, 
	party INTEGER NOT NULL, 
	word VARCHAR NOT NULL, 
	PRIMARY KEY (event_id, party, word), 
	FOREIGN KEY(event_id) REFERENCES current_event (id) ON DELETE CASCADE
);
INSERT INTO "event_party" VALUES('ev-0000001',0,'#x:bb');
INSERT INTO "event_party" VALUES('ev-0000001',0,'banner');
INSERT INTO "event_party" VALUES('ev-0000001',0,'black');
INSERT INTO "event_party" VALUES('ev-0000001',1,'karsa');
INSERT INTO "event_party" VALUES('ev-0000001',1,'market');
INSERT INTO "event_party" VALUES('ev-0000002',0,'barda');
INSERT INTO "event_party" VALUES('ev-0000002',0,'mill');
CREATE TABLE link (
	"left" INTEGER NOT NULL, 
	"right" INTEGER NOT NULL, 
	log_odds FLOAT NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY ("left", "right"), 
	FOREIGN KEY("left") REFERENCES report (number), 
	FOREIGN KEY("right") REFERENCES report (number)
);
INSERT INTO "link" VALUES(1,2,3.5,'{"left":"a1-r1","right":"a2-r1","probability":0.970688,"levels":[{"name":"type","outcome":"both ASSAULT","weight":0.0},{"name":"days apart","outcome":"same day","weight":3.0},{"name":"km apart","outcome":"0 km apart","weight":2.0},{"name":"recipients","outcome":"shared: Karsa market","weight":1.75},{"name":"toll","outcome":"killed 4 and 5","weight":0.0},{"name":"trigger","outcome":"bomb / bomb","weight":1.25}]}');
CREATE TABLE meta (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE page (
	id VARCHAR NOT NULL, 
	url VARCHAR, 
	change INTEGER NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(change) REFERENCES change (number)
);
INSERT INTO "page" VALUES('p1','https://wire.example/1',1,'{"id":"p1","source":"p1.txt","media_type":"text/plain","url":"https://wire.example/1","fetched":null,"version":1,"supersedes":null}');
INSERT INTO "page" VALUES('p2',NULL,2,'{"id":"p2","source":"p2.txt","media_type":"text/plain","url":null,"fetched":null,"version":1,"supersedes":null}');
INSERT INTO "page" VALUES('p3',NULL,3,'{"id":"p3","source":"p3.txt","media_type":"text/plain","url":null,"fetched":null,"version":1,"supersedes":null}');
CREATE TABLE report (
	number INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	article_id VARCHAR NOT NULL, 
	change INTEGER NOT NULL, 
	record TEXT, 
	PRIMARY KEY (number), 
	FOREIGN KEY(change) REFERENCES change (number)
);
INSERT INTO "report" VALUES(1,'a1-r1','a1',1,'{"id":"a1-r1","article_id":"a1","type":"ASSAULT","mode":null,"status":"occurred","certainty":"stated","core":true,"trigger":{"part":"body","start":0,"end":4,"quote":"bomb","caption":null},"quote":{"part":"body","start":0,"end":4,"quote":"bomb","caption":null},"claims":[{"field":"date","value":{"kind":"date","edtf":"2024-03-04","start":"2024-03-04","end":"2024-03-04","text":"2024-03-04","anchor":"calendar","time":null,"zone":null},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"place","value":{"kind":"location","text":"Karsa","precision":"city","country":"IQ","admin1":null,"name":"Karsa","place_id":null,"lat":36.2,"lon":44.0,"radius_km":null,"candidates":[]},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"recipient","value":{"kind":"party","name":"Karsa market","actor_id":null,"country":null,"sector":null,"private":false,"unknown":false},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"count","value":{"kind":"count","what":"killed","min":4,"max":4,"side":"unknown","civilian":null,"approximate":false},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"actor","value":{"kind":"party","name":"Black Banner","actor_id":"x:bb","country":null,"sector":null,"private":false,"unknown":false},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null}],"provenance":{"coder":"1","model":"none","ontology":"1","gazetteer":"1","registry":"1"},"kind":"incident","contexts":[],"confidence":null}');
INSERT INTO "report" VALUES(2,'a2-r1','a2',2,'{"id":"a2-r1","article_id":"a2","type":"ASSAULT","mode":null,"status":"occurred","certainty":"stated","core":true,"trigger":{"part":"body","start":0,"end":4,"quote":"bomb","caption":null},"quote":{"part":"body","start":0,"end":4,"quote":"bomb","caption":null},"claims":[{"field":"date","value":{"kind":"date","edtf":"2024-03-04","start":"2024-03-04","end":"2024-03-04","text":"2024-03-04","anchor":"calendar","time":null,"zone":null},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"place","value":{"kind":"location","text":"Karsa","precision":"city","country":"IQ","admin1":null,"name":"Karsa","place_id":null,"lat":36.2,"lon":44.0,"radius_km":null,"candidates":[]},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"recipient","value":{"kind":"party","name":"Karsa market","actor_id":null,"country":null,"sector":null,"private":false,"unknown":false},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"count","value":{"kind":"count","what":"killed","min":5,"max":5,"side":"unknown","civilian":null,"approximate":false},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null}],"provenance":{"coder":"1","model":"none","ontology":"1","gazetteer":"1","registry":"1"},"kind":"incident","contexts":[],"confidence":null}');
INSERT INTO "report" VALUES(3,'b1-r1','b1',3,'{"id":"b1-r1","article_id":"b1","type":"ASSAULT","mode":null,"status":"occurred","certainty":"stated","core":true,"trigger":{"part":"body","start":0,"end":4,"quote":"bomb","caption":null},"quote":{"part":"body","start":0,"end":4,"quote":"bomb","caption":null},"claims":[{"field":"date","value":{"kind":"date","edtf":"2024-06-01","start":"2024-06-01","end":"2024-06-01","text":"2024-06-01","anchor":"calendar","time":null,"zone":null},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"place","value":{"kind":"location","text":"Barda","precision":"city","country":"IQ","admin1":null,"name":"Barda","place_id":null,"lat":40.4,"lon":47.1,"radius_km":null,"candidates":[]},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null},{"field":"recipient","value":{"kind":"party","name":"Barda mill","actor_id":null,"country":null,"sector":null,"private":false,"unknown":false},"evidence":[{"part":"body","start":0,"end":49,"quote":"A bomb went off by the market in Karsa on Monday.","caption":null}],"cited":[],"certainty":"stated","stance":"asserts","said":null,"confidence":null}],"provenance":{"coder":"1","model":"none","ontology":"1","gazetteer":"1","registry":"1"},"kind":"incident","contexts":[],"confidence":null}');
CREATE TABLE total (
	number INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	article_id VARCHAR NOT NULL, 
	change INTEGER NOT NULL, 
	record TEXT, 
	PRIMARY KEY (number), 
	FOREIGN KEY(change) REFERENCES change (number)
);
INSERT INTO "total" VALUES(1,'a1-t1','a1',1,'{"id":"a1-t1","article_id":"a1","quote":{"part":"body","start":0,"end":34,"quote":"more than ninety attacks this year","caption":null},"provenance":{"coder":"1","model":"none","ontology":"1","gazetteer":"1","registry":"1"},"type":null,"count_min":null,"count_max":null,"counts":[],"date":null,"place":null,"actors":[],"recipients":[],"cited":[],"certainty":"stated","confidence":null}');
CREATE INDEX ix_page_url ON page (url);
CREATE INDEX ix_article_id ON article (id);
CREATE INDEX ix_report_id ON report (id);
CREATE INDEX ix_total_id ON total (id);
CREATE INDEX ix_event_id ON event (id);
CREATE INDEX ix_link_right ON link ("right");
CREATE INDEX ix_current_report_event_id ON current_report (event_id);
CREATE INDEX ix_current_report_article_id ON current_report (article_id);
CREATE INDEX ix_current_total_article_id ON current_total (article_id);
CREATE INDEX current_event_days ON current_event (start, id);
CREATE INDEX ix_current_event_type ON current_event (type);
CREATE INDEX ix_block_report ON block (report);
CREATE INDEX ix_event_country_country ON event_country (country);
CREATE INDEX ix_event_party_word ON event_party (word);
CREATE VIRTUAL TABLE article_text USING fts5(words, tokenize='unicode61 remove_diacritics 2');
COMMIT;
