<?php echo "host ", gethostname(), ", PHP ", PHP_MAJOR_VERSION, "\n";
