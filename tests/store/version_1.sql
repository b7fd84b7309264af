-- Rows as the first version of the store wrote them: spans end with their issues, issues have neither place nor fix.
INSERT INTO articles VALUES (1, 'Pertemuan', 'harian.txt', '', x'', 'txt', '', '2025-07-24', '[]', '["en","ja"]', '{"engine":"old"}', 'open', '2026-01-02T03:04:05.000000+00:00', '2026-01-02T03:04:05.000000+00:00', NULL);
INSERT INTO blocks VALUES (1, 1, 0, 'b1', 'paragraph', 'Wali Kota Bekasi Tri Adhianto hadir.', '', '', '', '', 0, '[]', 0, '', '{}');
INSERT INTO segments VALUES (1, 1, 1, 0, 'b1.1', 'Wali Kota Bekasi Tri Adhianto hadir.', 0, 36, '[[0,16,"Wali Kota Bekasi","term","Bekasi Mayor","ブカシ市長","glossary",true,["Mayor of Bekasi"],[],[]],[17,29,"Tri Adhianto","person","Tri Adhianto","トリ・アディアント","rule",false,[],[],[["name-proposal","info","Settle the name.","Tri Adhianto"]]]]');
INSERT INTO drafts VALUES (1, 1, 'en', 'Bekasi Mayor Tri Adhianto came.', 'engine', -0.4, 'beam', '{"engine":"old"}', '2026-01-02T03:04:05.000000+00:00');
INSERT INTO targets VALUES (1, 'en', 'Mayor Tri Adhianto was there.', 'edited', 2, 'engine', 'sari', '2026-01-02T03:05:05.000000+00:00', 0, 1);
INSERT INTO targets VALUES (1, 'ja', 'トリ・アディアントが出席した。', 'approved', 1, 'engine', 'sari', '2026-01-02T03:05:05.000000+00:00', 0, NULL);
INSERT INTO revisions VALUES (1, 1, 'en', '2026-01-02T03:05:05.000000+00:00', 'sari', 2, 'edit', 'Bekasi Mayor Tri Adhianto came.', 'Mayor Tri Adhianto was there.', 'draft', 'edited', 0);
INSERT INTO issues VALUES (1, 1, 'en', 'span-missing', 'error', 'Bekasi Mayor is missing.', 'Wali Kota Bekasi', '', '', NULL);
INSERT INTO issues VALUES (2, 1, 'en', 'length', 'warning', 'The draft is short.', '', 'ignored', 'sari', '2026-01-02T03:06:05.000000+00:00');
INSERT INTO units VALUES (1, 'ja', 'Wali Kota Bekasi Tri Adhianto hadir.', 'トリ・アディアントが出席した。', 'wali kota bekasi tri adhianto hadir.', 36, '[[0,16,"Wali Kota Bekasi","term","Bekasi Mayor","ブカシ市長","glossary",true,["Mayor of Bekasi"],[],[]]]', 1, 'sari', '2026-01-02T03:05:05.000000+00:00');
