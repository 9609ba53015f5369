# liburing is linked; libnuma is opened at run time, so that its absence refuses one feature only.
find_package(Threads REQUIRED)
find_library(LIBURING uring REQUIRED)

add_library(iop_dependencies INTERFACE)
target_link_libraries(iop_dependencies INTERFACE
    ${LIBURING} Threads::Threads ${CMAKE_DL_LIBS} m)
