//! Where what is drawn lies: axes, places in a picture, the camera, the frame, and the world that it looks at.

pub mod axis;
pub mod camera;
pub mod frame;
pub mod place;
pub mod world;
