-- A shop: ten tables, as pg_dump --schema-only would write them, shortened.

CREATE TYPE order_status AS ENUM ('placed', 'paid', 'sent', 'delivered', 'returned');

CREATE TABLE customers (
    id            bigserial PRIMARY KEY,
    email         varchar(255) NOT NULL,
    password_hash char(60) NOT NULL,
    name          varchar(120),
    phone         varchar(20),
    is_active     boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now(),
    settings      jsonb
);
CREATE UNIQUE INDEX customers_email_key ON customers (lower(email));
CREATE INDEX customers_recent_idx ON customers (created_at) WHERE is_active;

CREATE TABLE addresses (
    id          bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    street      varchar(200) NOT NULL,
    city        varchar(100) NOT NULL,
    postcode    varchar(16),
    country     char(2) NOT NULL
);
CREATE INDEX addresses_customer_idx ON addresses (customer_id);

CREATE TABLE categories (
    id        serial PRIMARY KEY,
    parent_id int REFERENCES categories,
    name      varchar(80) NOT NULL
);

CREATE TABLE products (
    id          bigserial PRIMARY KEY,
    sku         varchar(32) NOT NULL UNIQUE,
    category_id int NOT NULL REFERENCES categories,
    is_listed   boolean NOT NULL,
    title       varchar(200) NOT NULL,
    description text,
    price       numeric(10, 2) NOT NULL,
    weight      int,
    attributes  jsonb NOT NULL,
    words       tsvector,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX products_listed_idx ON products (category_id, price) WHERE is_listed;
CREATE INDEX products_words_idx ON products USING gin (words);

CREATE TABLE stock (
    product_id   bigint NOT NULL REFERENCES products,
    warehouse_id smallint NOT NULL,
    quantity     int NOT NULL,
    PRIMARY KEY (product_id, warehouse_id)
);

CREATE TABLE orders (
    id          uuid PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    status      order_status NOT NULL,
    placed_at   timestamptz NOT NULL,
    paid_at     timestamptz,
    address_id  bigint NOT NULL REFERENCES addresses,
    total       numeric(12, 2) NOT NULL,
    note        text
) WITH (fillfactor = 90);
CREATE INDEX orders_by_customer ON orders (customer_id, placed_at);
CREATE INDEX orders_open ON orders (placed_at) WHERE status IN ('placed', 'paid');

CREATE TABLE order_lines (
    order_id   uuid NOT NULL REFERENCES orders,
    line       smallint NOT NULL,
    product_id bigint NOT NULL REFERENCES products,
    quantity   int NOT NULL,
    price      numeric(10, 2) NOT NULL,
    PRIMARY KEY (order_id, line)
);
CREATE INDEX order_lines_product_idx ON order_lines (product_id) INCLUDE (quantity);

CREATE TABLE payments (
    id          uuid PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES orders,
    amount      numeric(12, 2) NOT NULL,
    provider    varchar(40) NOT NULL,
    reply       jsonb,
    received_at timestamptz NOT NULL
);
CREATE INDEX payments_order_idx ON payments (order_id);

CREATE TABLE reviews (
    id          bigserial PRIMARY KEY,
    product_id  bigint NOT NULL REFERENCES products,
    customer_id bigint NOT NULL REFERENCES customers,
    stars       smallint NOT NULL,
    body        text,
    written_at  timestamptz NOT NULL,
    UNIQUE (product_id, customer_id)
);

CREATE TABLE events (
    id          bigserial PRIMARY KEY,
    session_id  uuid NOT NULL,
    customer_id bigint,
    kind        varchar(30) NOT NULL,
    payload     jsonb,
    happened_at timestamptz NOT NULL
);
CREATE INDEX events_session_idx ON events (session_id);
CREATE INDEX events_time_brin ON events USING brin (happened_at);
