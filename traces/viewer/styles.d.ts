/** Styles are imported for their effect; the bundler sees to them. */
declare module "*.css";
