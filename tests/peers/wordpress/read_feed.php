<?php
// A feed as WordPress' own reader (SimplePie) has it: its name, and of each episode title, sound, type and bytes.
require $argv[1] . '/wp-load.php';
$feed = fetch_feed( $argv[2] );
if ( is_wp_error( $feed ) ) {
	exit( $feed->get_error_message() );
}
$episodes = array();
foreach ( $feed->get_items() as $each ) {
	$sound      = $each->get_enclosure();
	$episodes[] = array( $each->get_title(), $sound->get_link(), $sound->get_type(), $sound->get_length() );
}
echo wp_json_encode( array( 'reader' => SIMPLEPIE_VERSION, 'name' => $feed->get_title(), 'episodes' => $episodes ) );
