/** What is of the whole server: tenants, and the configuration by epochs. */
@NullMarked
package io.truenow.admin.server;

import org.jspecify.annotations.NullMarked;
