<?php
// Sets WordPress up and writes a post that is nothing but an address on a line of its own; prints version and address.
define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Nhật ký đường xa', 'editor', 'editor@example.org', true, '', 'a password of one test' );
switch_theme( 'twentytwentyone' );
wp_set_current_user( 1 );
$post = wp_insert_post(
	array(
		'post_title'   => 'Một ngày ở làng hoa',
		'post_content' => "Chúng tôi đi:\n\n" . $argv[2] . "\n\nĐi cùng nhé.",
		'post_status'  => 'publish',
	),
	true
);
if ( is_wp_error( $post ) ) {
	exit( $post->get_error_message() );
}
echo wp_json_encode( array( get_bloginfo( 'version' ), home_url( "/?p=$post" ) ) );
