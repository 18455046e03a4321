create table entries (id bigserial primary key, amount bigint not null, note text);
