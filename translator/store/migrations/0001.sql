CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    name TEXT NOT NULL,
    project TEXT NOT NULL,
    document BLOB NOT NULL,
    format TEXT NOT NULL,
    tail TEXT NOT NULL,
    published TEXT,
    notes TEXT NOT NULL,
    targets TEXT NOT NULL,
    signature TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    deleted TEXT
) STRICT;

CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    before TEXT NOT NULL,
    marker TEXT NOT NULL,
    dateline TEXT NOT NULL,
    raw TEXT NOT NULL,
    level INTEGER NOT NULL,
    inline TEXT NOT NULL,
    dropped INTEGER NOT NULL,
    reason TEXT NOT NULL,
    datelines TEXT NOT NULL,
    UNIQUE (article_id, key)
) STRICT;

CREATE TABLE segments (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    block_id INTEGER NOT NULL REFERENCES blocks ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    source TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    spans TEXT NOT NULL,
    UNIQUE (article_id, key)
) STRICT;
CREATE INDEX segments_block ON segments (block_id);

CREATE TABLE targets (
    segment_id INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
    language TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'draft',
    version INTEGER NOT NULL DEFAULT 0,
    origin TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    updated TEXT,
    stale INTEGER NOT NULL DEFAULT 0,
    draft_id INTEGER REFERENCES drafts,
    PRIMARY KEY (segment_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    segment_id INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    origin TEXT NOT NULL,
    score REAL,
    rung TEXT NOT NULL,
    signature TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_segment ON drafts (segment_id, language);

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    segment_id INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
    language TEXT NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    version INTEGER NOT NULL,
    action TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX revisions_segment ON revisions (segment_id, language);

CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    segment_id INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
    language TEXT NOT NULL,
    "check" TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    span TEXT NOT NULL,
    settled TEXT NOT NULL DEFAULT '',
    settled_by TEXT NOT NULL DEFAULT '',
    settled_at TEXT
) STRICT;
CREATE INDEX issues_segment ON issues (segment_id, language);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    article_id INTEGER REFERENCES articles ON DELETE CASCADE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    options TEXT NOT NULL,
    created TEXT NOT NULL,
    started TEXT,
    finished TEXT,
    heartbeat TEXT
) STRICT;
CREATE INDEX jobs_article ON jobs (article_id);
CREATE INDEX jobs_state ON jobs (state);

CREATE TABLE names (
    project TEXT NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL,
    en TEXT NOT NULL,
    ja TEXT NOT NULL,
    kind TEXT NOT NULL,
    short TEXT NOT NULL,
    author TEXT NOT NULL,
    updated TEXT NOT NULL,
    PRIMARY KEY (project, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms (
    project TEXT NOT NULL,
    id TEXT NOT NULL,
    ids TEXT NOT NULL,
    en TEXT NOT NULL,
    ja TEXT NOT NULL,
    kind TEXT NOT NULL,
    exact INTEGER NOT NULL,
    hard INTEGER NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    updated TEXT NOT NULL,
    PRIMARY KEY (project, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE replacements (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL,
    language TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    author TEXT NOT NULL,
    updated TEXT NOT NULL,
    UNIQUE (project, language, before, after)
) STRICT;

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    key TEXT NOT NULL,
    length INTEGER NOT NULL,
    spans TEXT NOT NULL,
    segment_id INTEGER REFERENCES segments ON DELETE SET NULL,
    author TEXT NOT NULL,
    updated TEXT NOT NULL,
    UNIQUE (segment_id, language)
) STRICT;
CREATE INDEX units_key ON units (key, language);
CREATE INDEX units_length ON units (language, length, key);

CREATE VIRTUAL TABLE units_text USING fts5 (source, target, content = 'units', content_rowid = 'id', tokenize = 'trigram');
CREATE TRIGGER units_insert AFTER INSERT ON units BEGIN
    INSERT INTO units_text (rowid, source, target) VALUES (new.id, new.source, new.target);
END;
CREATE TRIGGER units_delete AFTER DELETE ON units BEGIN
    INSERT INTO units_text (units_text, rowid, source, target) VALUES ('delete', old.id, old.source, old.target);
END;
CREATE TRIGGER units_update AFTER UPDATE OF source, target ON units BEGIN
    INSERT INTO units_text (units_text, rowid, source, target) VALUES ('delete', old.id, old.source, old.target);
    INSERT INTO units_text (rowid, source, target) VALUES (new.id, new.source, new.target);
END;
