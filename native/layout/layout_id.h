/* Printed by layout_gen; do not edit. */
#ifndef IOP_LAYOUT_ID
#define IOP_LAYOUT_ID 0xf93b0f77474dc1c8u
#endif
