CREATE TABLE album (
    album_id NUMBER(10) NOT NULL,
    title VARCHAR2(160) NOT NULL,
    CONSTRAINT pk_album PRIMARY KEY (album_id)
);
CREATE OR REPLACE TRIGGER album_id BEFORE INSERT ON album FOR EACH ROW
BEGIN
    SELECT album_seq.nextval INTO :new.album_id FROM dual;
END;
/
