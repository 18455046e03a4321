<?php
$password = trim(file_get_contents(getenv('DB_PASSWORD_FILE')));
$db = new PDO('mysql:host=' . getenv('DB_HOST') . ';dbname=' . getenv('DB_NAME'), getenv('DB_USER'), $password);
$db->exec('create table if not exists visits (id int auto_increment primary key, name varchar(80))');
if (isset($_GET['name'])) {
    $db->prepare('insert into visits (name) values (?)')->execute([$_GET['name']]);
}
foreach ($db->query('select name from visits order by id') as $row) {
    echo $row['name'], "\n";
}
echo 'PHP ', PHP_VERSION, ' with ', $db->getAttribute(PDO::ATTR_SERVER_VERSION), "\n";
