/** Whether more events may be taken, from the state of log, disk and hot tier. */
@NullMarked
package io.truenow.infra.admission;

import org.jspecify.annotations.NullMarked;
