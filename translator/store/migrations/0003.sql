CREATE INDEX articles_name ON articles (name, project) WHERE deleted IS NULL;
