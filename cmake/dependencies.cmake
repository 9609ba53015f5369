# liburing is linked in from its static archive (its objects are position independent), so that the
# library runs on machines without liburing; only where there is no archive is it needed at run
# time. libnuma is opened at run time, so that its absence refuses one feature only.
find_package(Threads REQUIRED)
find_library(LIBURING NAMES liburing.a uring REQUIRED)

add_library(iop_dependencies INTERFACE)
target_link_libraries(iop_dependencies INTERFACE
    ${LIBURING} Threads::Threads ${CMAKE_DL_LIBS} m)

# A test tool only.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    pkg_check_modules(FUSE3 QUIET IMPORTED_TARGET fuse3)
endif()
