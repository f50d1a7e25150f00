/** Tests of the doctor, with planted faults. */
@NullMarked
package io.truenow.launcher.doctor;

import org.jspecify.annotations.NullMarked;
