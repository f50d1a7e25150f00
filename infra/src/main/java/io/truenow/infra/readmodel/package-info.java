/** What facts of the control plane tell, stored in PostgreSQL for reading; each can be made again from the facts. */
@NullMarked
package io.truenow.infra.readmodel;

import org.jspecify.annotations.NullMarked;
