package io.truenow.launcher.assembly;

import org.springframework.context.annotation.Configuration;

/**
 * The context that all roles have as their parent. It finds nothing by itself: {@link Server} puts in what it started, so that the
 * order of start and stop stands in one place.
 */
@Configuration(proxyBeanMethods = false)
public class SharedConfiguration {}
