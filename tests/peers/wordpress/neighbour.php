<?php
// WordPress asks no address of its own machine, and few ports: the guide of the test is at both.
add_filter( 'http_request_host_is_external', fn( $is_external, $host ) => $is_external || '127.0.0.1' === $host, 10, 2 );
add_filter( 'http_allowed_safe_ports', fn( $ports ) => array( ...$ports, (int) getenv( 'PEERS_GUIDE_PORT' ) ) );
