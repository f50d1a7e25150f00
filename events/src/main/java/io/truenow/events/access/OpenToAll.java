package io.truenow.events.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a route, or on a class of routes: answers every caller that is known, because it tells nothing of anybody's data. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface OpenToAll {

    /** Whether it answers callers of whom nothing is known, too, where credentials are demanded; counts on a route itself only. */
    boolean strangers() default false;
}
