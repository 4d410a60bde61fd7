-- Lists of words that a program keeps: of types that PostgreSQL has, too, and of none that it has alone.
DROP TABLE IF EXISTS formats;
CREATE TABLE formats (
    formatID INTEGER PRIMARY KEY,
    pattern TEXT,
    isNumber INT
);
DROP TABLE IF EXISTS kinds;
CREATE TABLE kinds (
    kindID INTEGER PRIMARY KEY,
    kind TEXT UNIQUE
);
CREATE INDEX kinds_kind ON kinds(kind);
CREATE TABLE kindNames (
    kindID INT,
    name TEXT,
    PRIMARY KEY (kindID, name),
    FOREIGN KEY (kindID) REFERENCES kinds(kindID)
);
CREATE INDEX kindNames_name ON kindNames(name);
CREATE TABLE versions (
    schema TEXT PRIMARY KEY,
    version INT NOT NULL
);
INSERT INTO kinds VALUES (1, 'page');
