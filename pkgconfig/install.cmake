# What `cmake --install` puts where. Everything installed finds the rest from its own place, so a prefix may be moved.

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/tausq)
set(libraries tausq)
if(TAUSQ_BUILD_STATIC)
  list(APPEND libraries tausq_static)
endif()

# Man pages; Debian wants them compressed.
set(man_page_1 ${CMAKE_SOURCE_DIR}/examples/cli/tausq.1)
set(man_page_3 ${CMAKE_CURRENT_LIST_DIR}/tausq.3)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  foreach(section 1 3)
    configure_file(${man_page_${section}} ${CMAKE_BINARY_DIR}/debian/tausq.${section} COPYONLY)
    execute_process(COMMAND gzip -9nkf ${CMAKE_BINARY_DIR}/debian/tausq.${section} COMMAND_ERROR_IS_FATAL ANY)
    set(man_page_${section} ${CMAKE_BINARY_DIR}/debian/tausq.${section}.gz)
  endforeach()
endif()

if(TAUSQ_WITH_MPI)
  list(APPEND libraries tausq_mpi)
  set_target_properties(tausq_mpi PROPERTIES INSTALL_RPATH "$ORIGIN")
endif()

install(TARGETS ${libraries} EXPORT tausq-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
  FILES_MATCHING PATTERN *.h PATTERN mpi.h EXCLUDE)
if(TAUSQ_WITH_MPI)
  install(FILES ${CMAKE_SOURCE_DIR}/include/tausq/mpi.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tausq COMPONENT development)
endif()
# The interface for programs that make bindings.
set(TAUSQ_API_JSON ${CMAKE_INSTALL_DATADIR}/tausq/api.json)
install(FILES ${CMAKE_SOURCE_DIR}/examples/bindings/api/api.json DESTINATION ${CMAKE_INSTALL_DATADIR}/tausq COMPONENT development)
install(FILES ${man_page_3} DESTINATION ${CMAKE_INSTALL_MANDIR}/man3 COMPONENT development)

# CMake: find_package(tausq) gives tausq::tausq, and tausq::tausq_static where it was built.
install(EXPORT tausq-targets NAMESPACE tausq:: DESTINATION ${package_dir} COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/tausq-config.cmake.in
  ${CMAKE_BINARY_DIR}/tausq-config.cmake INSTALL_DESTINATION ${package_dir}
  PATH_VARS TAUSQ_API_JSON)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/tausq-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_BINARY_DIR}/tausq-config.cmake ${CMAKE_BINARY_DIR}/tausq-config-version.cmake
  DESTINATION ${package_dir} COMPONENT development)

# pkg-config: paths relative to the .pc file's own folder.
set(pc_dir ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH pc_to_prefix ${pc_dir} ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH pc_to_lib ${pc_dir} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH pc_to_include ${pc_dir} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
file(RELATIVE_PATH pc_to_data ${pc_dir} ${CMAKE_INSTALL_FULL_DATADIR})
if(TAUSQ_PRIVATE_GSL)
  set(pc_requires "")
else()
  set(pc_requires gsl)
endif()
set(pc_libs "-lm ${CMAKE_THREAD_LIBS_INIT}")
if(TAUSQ_WITH_REPORT)
  string(APPEND pc_requires " jansson")
endif()
if(TAUSQ_WITH_IO)
  set(pc_libs "-lcsv ${pc_libs}")
endif()
string(STRIP "${pc_libs}" pc_libs)
configure_file(${CMAKE_CURRENT_LIST_DIR}/tausq.pc.in ${CMAKE_BINARY_DIR}/tausq.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/tausq.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

# The command finds the library beside itself; below /usr the loader looks there anyway.
if(TARGET tausq_cli)
  file(RELATIVE_PATH bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  if(NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr")
    set_target_properties(tausq_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${bin_to_lib}")
  endif()
  install(TARGETS tausq_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tools)
  if(EXISTS ${CMAKE_SOURCE_DIR}/examples/cli/tausq.1)
    install(FILES ${man_page_1} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT tools)
  endif()
endif()

if(NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr") # where the system holds the license
  install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT development)
endif()

include(${CMAKE_CURRENT_LIST_DIR}/package.cmake)
