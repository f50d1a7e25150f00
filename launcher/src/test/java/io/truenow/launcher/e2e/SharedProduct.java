package io.truenow.launcher.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes one product, started once for all of them and ended after the last. A test that finds it dead starts it again. */
final class SharedProduct implements ParameterResolver {

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(SharedProduct.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Product.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Product product = context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent("shared", key -> Product.start("shared"), Product.class);
        if (!product.isRunning()) {
            product.start();
        }
        return product;
    }
}
