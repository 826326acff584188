<?php
// A WordPress of one test: its database is a socket in a folder, and it calls nobody but this machine.
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', getenv( 'PEERS_DB_USER' ) );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . getenv( 'PEERS_DB_SOCKET' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'WP_SITEURL', getenv( 'PEERS_SITE' ) );
define( 'WP_HOME', getenv( 'PEERS_SITE' ) );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTH_KEY', 'of one test' );
$table_prefix = 'wp_';
define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
