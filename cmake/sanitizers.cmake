# IOP_SANITIZE=address,undefined or IOP_SANITIZE=thread: a build directory of its own each.
if(IOP_SANITIZE)
    target_compile_options(iop_flags INTERFACE
        -fsanitize=${IOP_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(iop_flags INTERFACE -fsanitize=${IOP_SANITIZE})
endif()
